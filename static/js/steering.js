// The facilitator's run sheet. Nobody else's page has any of it.
import "./workshop.js";
import "./workshop/run-sheet.js";
