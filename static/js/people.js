// The page of the people: links to copy, and lists that may be long.
import "./workshop/copy.js";
import "./workshop/roving.js";
