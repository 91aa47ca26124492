package gateway.app;

import gateway.api.ReadEmbeddings;
import gateway.api.WriteEmbeddings;
import gateway.killswitch.SwitchSource;
import gateway.wire.openai.OpenAiEmbeddings;
import java.time.InstantSource;
import java.util.Map;

/** What embeddings have besides the chain that all requests take: their own words in and out. */
final class EmbeddingParts {
    private EmbeddingParts() {}

    /** The beans that routes name. */
    static Map<String, Object> beans(SwitchSource switches, InstantSource clock) {
        OpenAiEmbeddings openAi = new OpenAiEmbeddings();
        return Map.of(
                "readEmbeddings", new ReadEmbeddings(openAi),
                "writeEmbeddings", new WriteEmbeddings(openAi, switches, clock));
    }
}
