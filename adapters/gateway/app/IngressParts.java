package gateway.app;

import gateway.api.CountTokens;
import gateway.api.ReadChat;
import gateway.api.RefusalListener;
import gateway.api.WriteAnswer;
import gateway.api.WriteRefusal;
import gateway.killswitch.SwitchSource;
import gateway.token.TokenCounter;
import gateway.wire.ClientCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What reads the requests of clients and writes their answers, in each dialect. */
final class IngressParts {
    private final InstantSource clock;
    private final ClientCodec openAi;
    private final AnthropicClientCodec anthropic = new AnthropicClientCodec();

    IngressParts(InstantSource clock) {
        this.clock = clock;
        this.openAi = new OpenAiClientCodec(clock);
    }

    ClientCodec openAi() {
        return openAi;
    }

    /** Who writes what is refused at a path before any route. */
    ClientCodec codec(String path) {
        return path.startsWith("/v1/messages") ? anthropic : openAi;
    }

    /**
     * The beans by the names that routes use.
     *
     * @param refusals is told of what is refused
     */
    Map<String, Object> beans(SwitchSource switches, RefusalListener refusals, TokenCounter counter) {
        Map<String, Object> beans = new HashMap<>();
        beans.put("readOpenAi", new ReadChat(openAi));
        beans.put("writeOpenAi", new WriteAnswer(openAi, switches, clock));
        beans.put("refuseOpenAi", new WriteRefusal(openAi, refusals, clock));
        beans.put("readAnthropic", new ReadChat(anthropic));
        beans.put("writeAnthropic", new WriteAnswer(anthropic, switches, clock));
        beans.put("refuseAnthropic", new WriteRefusal(anthropic, refusals, clock));
        beans.put("readCounted", CountTokens.reader(anthropic));
        beans.put("countTokens", new CountTokens(counter));
        return beans;
    }
}
