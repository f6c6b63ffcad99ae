from django.apps import AppConfig


class ResponsibilitiesConfig(AppConfig):
    name = "responsibilities"

    def ready(self) -> None:
        from responsibilities import beginnings, deeds, own_templates, shipped
        from responsibilities.stages.clustering import clustering
        from responsibilities.stages.discussion import discussion
        from responsibilities.stages.listing import listing
        from responsibilities.stages.voting import voting
        from workshops.stages import register

        for room in (listing, voting, discussion, clustering):
            register(room)
        beginnings.register(own_templates.shelf, place=1)
        beginnings.register(shipped.shelf, place=3)
        deeds.register()
