package gateway.sdk;

import gateway.simulator.Simulator;

/** What LangChain4j's own tests expect a model to know: told to the simulator as answers to what they ask. */
final class Knowledge {
    /** What the tool getWeather is called with. */
    static final String MUNICH = "{\"city\":\"Munich\"}";

    /** What the tool getTime is called with. */
    static final String FRANCE = "{\"country\":\"France\"}";

    private Knowledge() {}

    /** The first that fits a request, by key, is the answer. */
    static void teach(Simulator simulator) {
        calls(
                simulator,
                "1-weather-and-time",
                "weather in Munich and time in France",
                "{\"getWeather\": " + MUNICH + ", \"getTime\": " + FRANCE + "}");
        simulator
                .faults()
                .put(
                        "0-weather-as-json",
                        "{\"contains\": \"rainy\", \"calls\": {\"getWeather\": {\"city\": \"Munich\"}},"
                                + " \"text\": \"{\\\"weather\\\": \\\"sunny\\\"}\"}");
        calls(simulator, "2-weather", "What is the weather in Munich?", "{\"getWeather\": " + MUNICH + "}");
        calls(simulator, "2-weather-at-home", "I live in Munich", "{\"getWeather\": " + MUNICH + "}");
        says(simulator, "3-capital-as-json", "city", "{\"city\": \"Berlin\"}");
        says(simulator, "4-capital", "capital of Germany", "The capital of Germany is Berlin, and 2 + 2 is 4.");
        says(simulator, "5-translation", "I love you", "Ich liebe dich.");
        says(simulator, "5-colour", "What is my favorite color", "Your favorite color is green.");
        says(simulator, "6-pictures", "Describe both images", "I see a cat, and I see dice.");
        says(simulator, "7-picture", "What do you see", "I see a cat.");
    }

    private static void says(Simulator simulator, String key, String asked, String text) {
        simulator
                .faults()
                .put(key, "{\"contains\": \"%s\", \"text\": \"%s\"}".formatted(asked, text.replace("\"", "\\\"")));
    }

    private static void calls(Simulator simulator, String key, String asked, String calls) {
        simulator.faults().put(key, "{\"contains\": \"%s\", \"calls\": %s}".formatted(asked, calls));
    }
}
