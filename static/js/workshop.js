// What a workshop's page does beyond forms and links. Each behaviour is one small module.
import "./workshop/mine.js";
import "./workshop/lines.js";
import "./workshop/stage.js";
import "./workshop/drafts.js";
import "./workshop/folds.js";
import "./workshop/focus.js";
import "./workshop/keys.js";
import "./workshop/forms.js";
import "./workshop/composer.js";
import "./workshop/map.js";
