from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"

    def ready(self) -> None:
        from workshops import deeds
        from workshops.lobby import lobby
        from workshops.stages import register

        register(lobby)
        deeds.register()
