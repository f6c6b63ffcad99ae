// Adding responsibilities, at Listing and whenever something is missing later.
import "./workshop.js";
import "./workshop/adding.js";
import "./workshop/composer.js";
