// Voting again on what is talked about.
import "./workshop.js";
import "./workshop/re-vote.js";
