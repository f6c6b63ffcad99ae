// The guard of the live stream, for pages that listen and do little else.
import "./live/guard.js";
