"""Medicines for hospital systems: the resources of catalog/fhir, at addresses such as FHIR has: no slash at the end."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from api.parameters import OneOf, Parameters
from api.problems import Problem
from api.schema import told
from catalog import fhir, ready
from catalog.api import examples
from catalog.api.product import packs_of, whole_listing
from catalog.api.public import PublicView, elsewhere
from catalog.models import Clock, Listing

FORMATS = ["json", "application/json", fhir.MEDIA_TYPE]


class FhirJSON(JSONRenderer):
    media_type = fhir.MEDIA_TYPE
    charset = None


class Format(Parameters):
    """Every FHIR client may say it here instead of in Accept."""


Format._declared_fields["_format"] = OneOf(FORMATS, required=False)


class Resource(serializers.Serializer):
    """A resource of FHIR R5: its shape is that of hl7.org/fhir/R5."""

    resourceType = serializers.CharField()


class FhirView(PublicView):
    renderer_classes = [FhirJSON, JSONRenderer]
    asks = {"GET": Format}

    def resource(self, request, build, *, stamp: tuple):
        return ready.answer(
            request._request,
            name=request.path,
            stamp=stamp,
            build=lambda: fhir.written(build()).encode(),
            content_type=fhir.MEDIA_TYPE,
        )

    def handle_exception(self, error):
        """What went wrong, as FHIR tells it."""
        response = super().handle_exception(error)
        if response.status_code >= 400:
            said = " ".join(filter(None, [response.data["detail"], response.data.get("note")]))
            wrong = "; ".join(f"{one['parameter']}: {one['detail']}" for one in response.data.get("errors", ()))
            response.data = fhir.operation_outcome(response.status_code, f"{said} {wrong}".strip())
            response.content_type = fhir.MEDIA_TYPE
        return response


class OfListing(FhirView):
    """A resource of one listing. Its id is the slug, or stands for one that is too long to be an id."""

    def resource_of(self, request, slug, build):
        stamp = Clock.stamp_of(slug)
        if stamp is None:
            found = fhir.find(Listing.objects.for_cards(), slug)
            slug, stamp = (found.slug, Clock.stamp_of(found.slug)) if found else (slug, None)

        def built():
            try:
                return build(whole_listing(slug))
            except Listing.DoesNotExist:  # withdrawn since the stamp was read
                elsewhere(self, slug)

        return self.resource(request, built, stamp=stamp or elsewhere(self, slug))


class MedicationKnowledge(OfListing):
    @told(
        "fhir_medication_knowledge",
        "One medicine as FHIR R5 MedicationKnowledge",
        Resource,
        tag="fhir",
        example=examples.FHIR_MEDICATION_KNOWLEDGE,
        problems=(404, 410),
        also={301: "The medicine stands at another address today."},
        media_type=fhir.MEDIA_TYPE,
        fault=Resource,
    )
    def get(self, request, slug):
        return self.resource_of(request, slug, lambda one: fhir.medication_knowledge(one, packs_of(one)))


class Bundle(OfListing):
    @told(
        "fhir_bundle",
        "The signed text of a medicine as an electronic product information document",
        Resource,
        tag="fhir",
        more="A Bundle of type document, whose Composition has a section for each part, coded in LOINC; the boxed "
        "warning comes first.",
        example=examples.FHIR_BUNDLE,
        problems=(404, 410),
        also={301: "The medicine stands at another address today."},
        media_type=fhir.MEDIA_TYPE,
        fault=Resource,
    )
    def get(self, request, slug):
        return self.resource_of(request, slug, fhir.document_bundle)


class Metadata(FhirView):
    @told(
        "fhir_metadata",
        "What this server can do, as FHIR tells it",
        Resource,
        tag="fhir",
        example=examples.FHIR_METADATA,
        media_type=fhir.MEDIA_TYPE,
        fault=Resource,
    )
    def get(self, request):
        return self.resource(request, fhir.capability_statement, stamp=("fhir",))


class Nowhere(FhirView):
    """Every address below fhir/ that is none."""

    def initial(self, request, *args, **kwargs):
        raise Problem(404, _("There is no such resource. See /api/v1/fhir/metadata for those that there are."))
