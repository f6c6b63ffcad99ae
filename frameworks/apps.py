from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"

    def ready(self) -> None:
        from frameworks import deeds
        from frameworks.next_version import shelf
        from frameworks.stage import framework_stage
        from responsibilities.beginnings import register as register_beginnings
        from workshops.stages import register

        register(framework_stage)
        register_beginnings(shelf, place=2)
        deeds.register()
