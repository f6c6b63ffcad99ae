// What came of the votes: without this, every mark on the map is a link.
import "./workshop/map.js";
