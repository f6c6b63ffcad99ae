// What a framework's pages do beyond links and forms.
import "./workshop/folds.js";
import "./workshop/roving.js";
import "./workshop/announcer.js";
import "./workshop/help.js";
