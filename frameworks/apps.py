from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"

    def ready(self) -> None:
        from frameworks import deeds
        from frameworks.stage import framework_stage
        from workshops.stages import register

        register(framework_stage)
        deeds.register()
