from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"

    def ready(self) -> None:
        from workshops.lobby import lobby
        from workshops.stages import register

        register(lobby)
