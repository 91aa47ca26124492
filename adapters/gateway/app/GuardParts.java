package gateway.app;

import gateway.Ticker;
import gateway.guard.GuardInput;
import gateway.guard.GuardOutput;
import gateway.guard.LocalEngine;
import gateway.guard.RemoteChecks;
import gateway.guard.RemoteGuardrail;
import gateway.guard.local.ShippedEngine;
import gateway.telemetry.GuardMeters;
import gateway.token.TokenReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What looks through prompts and answers. */
final class GuardParts implements AutoCloseable {
    /** Large prompts are looked through by so many at once. */
    private static final int LARGE_AT_ONCE = 2;

    private final ExecutorService large = Executors.newFixedThreadPool(
            LARGE_AT_ONCE, Thread.ofPlatform().name("guard-", 0).daemon().factory());
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final GuardInput input;
    private final GuardOutput output;

    /**
     * Makes all of it.
     *
     * @param service is asked where a policy names a guardrail
     * @param tokens reads what clients have cut into tokens
     */
    GuardParts(RemoteGuardrail service, MeterRegistry meters, Ticker ticker, TokenReader tokens) {
        GuardMeters listener = new GuardMeters(meters);
        // beside the start of everything else
        CompletableFuture<LocalEngine> loading = CompletableFuture.supplyAsync(ShippedEngine::get, large);
        Supplier<LocalEngine> engine = loading::join;
        Executor beside = waiting;
        RemoteChecks remote = new RemoteChecks(service, listener, ticker, beside);
        this.input = new GuardInput(engine, remote, listener, ticker, large, tokens);
        this.output = new GuardOutput(engine, remote, listener, ticker, beside);
    }

    GuardInput input() {
        return input;
    }

    GuardOutput output() {
        return output;
    }

    @Override
    public void close() {
        large.shutdown();
        waiting.shutdown();
    }
}
