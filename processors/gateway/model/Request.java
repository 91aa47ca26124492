package gateway.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for, in no provider's words. */
public sealed interface Request {
    /** The envelope. */
    Call call();

    /** The model, alias or {@code auto} that the client named. */
    String model();

    /** Whether the client wants the answer in pieces. */
    boolean stream();

    /** Top-level fields of the client's JSON that nothing else here holds, by name. */
    Map<String, Json> rest();

    /** The JSON as it came; null once a stage has changed the content. */
    @Nullable Original original();

    /** This request in another envelope. */
    Request with(Call other);

    /**
     * A conversation to be continued.
     *
     * @param call the envelope
     * @param model what the client named
     * @param messages the conversation so far, system messages included, in order
     * @param tools what the model may call
     * @param toolChoice whether it must; null = the provider's default
     * @param parallelToolCalls whether several calls may come at once; null = the provider's default
     * @param sampling how the answer is drawn
     * @param stop texts that end the answer
     * @param format form of the answer; null = text
     * @param reasoning how much to think; null = the provider's default
     * @param stream whether the client wants the answer in pieces
     * @param streamUsage whether a streaming client asked for its usage (always, where the dialect always sends it)
     * @param rest top-level fields of the client's JSON that none of the above holds, by name
     * @param original the JSON as it came; null once a stage has changed the content
     * @param outputBound bound of the answer in tokens that the gateway has set, as the client names none; it stands in
     *     {@code sampling} too, but not in {@code original}; null = none
     */
    record Chat(
            Call call,
            String model,
            List<Message> messages,
            List<Tool> tools,
            @Nullable ToolChoice toolChoice,
            @Nullable Boolean parallelToolCalls,
            Sampling sampling,
            List<String> stop,
            @Nullable Format format,
            @Nullable Reasoning reasoning,
            boolean stream,
            boolean streamUsage,
            Map<String, Json> rest,
            @Nullable Original original,
            @Nullable Integer outputBound)
            implements Request {
        /** One as a client sends it. */
        public Chat(
                Call call,
                String model,
                List<Message> messages,
                List<Tool> tools,
                @Nullable ToolChoice toolChoice,
                @Nullable Boolean parallelToolCalls,
                Sampling sampling,
                List<String> stop,
                @Nullable Format format,
                @Nullable Reasoning reasoning,
                boolean stream,
                boolean streamUsage,
                Map<String, Json> rest,
                @Nullable Original original) {
            this(
                    call,
                    model,
                    messages,
                    tools,
                    toolChoice,
                    parallelToolCalls,
                    sampling,
                    stop,
                    format,
                    reasoning,
                    stream,
                    streamUsage,
                    rest,
                    original,
                    null);
        }

        public Chat {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
            stop = List.copyOf(stop);
            rest = Map.copyOf(rest);
        }

        @Override
        public Chat with(Call other) {
            return with(other, sampling, outputBound);
        }

        /** This request with a bound for its answer, where the client has named none. */
        public Chat bounded(int maxOutputTokens) {
            return with(call, sampling.bounded(maxOutputTokens), maxOutputTokens);
        }

        /** This request with other content, which is to be written anew. */
        public Chat rewritten(
                List<Message> said,
                List<Tool> offered,
                @Nullable Format form,
                List<String> ends,
                Map<String, Json> others) {
            return new Chat(
                    call,
                    model,
                    said,
                    offered,
                    toolChoice,
                    parallelToolCalls,
                    sampling,
                    ends,
                    form,
                    reasoning,
                    stream,
                    streamUsage,
                    others,
                    null,
                    outputBound);
        }

        private Chat with(Call envelope, Sampling drawn, @Nullable Integer bound) {
            return new Chat(
                    envelope,
                    model,
                    messages,
                    tools,
                    toolChoice,
                    parallelToolCalls,
                    drawn,
                    stop,
                    format,
                    reasoning,
                    stream,
                    streamUsage,
                    rest,
                    original,
                    bound);
        }

        /**
         * This request for a deployment: a bound that the gateway has set is no more than the deployment can answer.
         */
        public Chat fitting(Deployment deployment) {
            return outputBound == null || outputBound <= deployment.maxOutputTokens()
                    ? this
                    : bounded(deployment.maxOutputTokens());
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Chat[id=" + call.id() + ", messages=" + messages.size() + "]";
        }
    }

    /**
     * Texts of which vectors are wanted.
     *
     * @param call the envelope
     * @param model what the client named
     * @param input the texts
     * @param dimensions how long each vector is to be; null = as long as the model makes them
     * @param format how the vectors are to be written; null = as the dialect does when nobody asks
     * @param user whose call it is, in the client's words; null if it does not say
     * @param rest top-level fields of the client's JSON that none of the above holds, by name
     * @param original the JSON as it came; null once a stage has changed the content
     */
    record Embedding(
            Call call,
            String model,
            EmbeddingInput input,
            @Nullable Integer dimensions,
            @Nullable VectorFormat format,
            @Nullable String user,
            Map<String, Json> rest,
            @Nullable Original original)
            implements Request {
        public Embedding {
            rest = Map.copyOf(rest);
        }

        /** Vectors come all at once. */
        @Override
        public boolean stream() {
            return false;
        }

        @Override
        public Embedding with(Call other) {
            return new Embedding(other, model, input, dimensions, format, user, rest, original);
        }

        /** This request with other content, which is to be written anew. */
        public Embedding rewritten(EmbeddingInput texts, Map<String, Json> others) {
            return new Embedding(call, model, texts, dimensions, format, user, others, null);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Embedding[id=" + call.id() + ", inputs=" + input.size() + "]";
        }
    }
}
