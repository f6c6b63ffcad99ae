// What a workshop's page does beyond forms and links. Each behaviour is one small module.
import "./workshop/mine.js";
import "./workshop/stage.js";
import "./workshop/ways.js";
import "./workshop/sweep.js";
import "./workshop/adding.js";
import "./workshop/drafts.js";
import "./workshop/states.js";
import "./workshop/folds.js";
import "./workshop/focus.js";
import "./workshop/keys.js";
import "./workshop/keyboard.js";
import "./workshop/forms.js";
import "./workshop/composer.js";
import "./workshop/notices.js";
