package gateway.settings;

import gateway.settings.ModelSettings.EmbeddingSettings;

/** A chat model has a bound of its answers, an embedding model the length of its vectors. */
final class KindChecks {
    private final Problems problems;

    KindChecks(Problems problems) {
        this.problems = problems;
    }

    /**
     * Looks at one model.
     *
     * @param path of the model
     */
    void check(String path, ModelSettings model) {
        EmbeddingSettings embedding = model.embedding();
        Integer output = model.maxOutputTokens();
        String place = path + ".max-output-tokens";
        if (embedding != null) {
            problems.check(output == null, place, "must not be there: an embedding model has no output but vectors");
            Integer least = embedding.leastDimensions();
            problems.check(
                    least == null || least <= embedding.dimensions(),
                    path + ".embedding.least-dimensions",
                    "must not be more than dimensions, which is " + embedding.dimensions());
        } else if (output == null) {
            problems.add(place, "is missing; a model without it must have the section embedding");
        } else {
            problems.check(
                    output <= model.contextTokens(),
                    place,
                    "must not be more than context-tokens, which is " + model.contextTokens());
        }
    }
}
