"""The upload of a workshop file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from responsibilities.workshop_file import NotAWorkshopFile, read
from responsibilities.workshop_file.syntax import MOST_BYTES


class WorkshopFile(forms.Form):
    """Gives the document that the file holds; what is wrong with the file stands next to the field."""

    file = forms.FileField(
        label="Workshop file",
        help_text="The .json file that an export gave you. It becomes a new workshop here.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Choose a workshop file first.", "empty": "That file is empty."},
    )

    def clean_file(self) -> dict[str, Any]:
        uploaded: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return read(uploaded.read(MOST_BYTES + 1))
        except NotAWorkshopFile as refusal:
            raise forms.ValidationError(f"Not a workshop file: {refusal}") from None
