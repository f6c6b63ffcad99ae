// Voting on all of them in one sweep.
import "./workshop.js";
import "./workshop/ways.js";
import "./workshop/sweep.js";
