// What a reviewer writes is kept on their device until it has been handed in, as on a workshop's pages.
import "./workshop/drafts.js";
import "./workshop/states.js";
