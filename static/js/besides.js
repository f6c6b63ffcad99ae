// What a workshop's page can do without for the moment until it is there and at rest.
import "./workshop.js";
import "./workshop/announcer.js";
import "./workshop/notices.js";
import "./workshop/times.js";
import "./workshop/copy.js";
import "./workshop/swipe.js";
