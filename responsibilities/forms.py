"""The upload of a workshop file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from responsibilities.workshop_file import NotAWorkshopFile, read
from responsibilities.workshop_file.syntax import MOST_BYTES


class WorkshopFile(forms.Form):
    """Gives the document that the file holds; what is wrong with the file stands next to the field."""

    file = forms.FileField(
        label=_("Workshop file"),
        help_text=_("The .json file that an export gave you. It becomes a new workshop here."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Choose a workshop file first."), "empty": _("That file is empty.")},
    )

    def clean_file(self) -> dict[str, Any]:
        uploaded: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return read(uploaded.read(MOST_BYTES + 1))
        except NotAWorkshopFile as refusal:
            said = gettext("Not a workshop file: %(reason)s") % {"reason": refusal}
            raise forms.ValidationError(said) from None
