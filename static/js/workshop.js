// What a workshop's page does at every stage, beyond forms and links. Each behaviour is one small module.
import "./live/guard.js";
import "./workshop/mine.js";
import "./workshop/stage.js";
import "./workshop/drafts.js";
import "./workshop/states.js";
import "./workshop/outbox.js";
import "./workshop/folds.js";
import "./workshop/focus.js";
import "./workshop/roving.js";
import "./workshop/help.js";
import "./workshop/keys.js";
import "./workshop/keyboard.js";
import "./workshop/forms.js";
import "./workshop/people.js";
import "./workshop/clock.js";
import "./workshop/later.js";
