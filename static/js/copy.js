// A page with links to copy, and nothing else to do.
import "./workshop/copy.js";
