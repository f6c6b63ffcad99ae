// The presenter's screen: nobody presses anything there, so what does not fit turns by itself, and it stays awake.
import "./screen/turn.js";
import "./screen/awake.js";
import "./workshop/clock.js";
