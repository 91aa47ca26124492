package gateway.aws;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A connection on which calls arrive and are carried out, but some answers are lost. Thread-safe. */
final class LostAnswers implements SdkHttpClient {
    private final SdkHttpClient real = UrlConnectionHttpClient.create();
    private volatile int first;
    private volatile int losses;
    private final AtomicInteger calls = new AtomicInteger();

    /** Loses so many answers, after that of so many calls from now on. */
    void lose(int after, int answers) {
        first = after;
        losses = answers;
        calls.set(0);
    }

    /** Calls since then. */
    int calls() {
        return calls.get();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = real.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse answer = prepared.call();
                int number = calls.getAndIncrement() - first;
                if (number >= 0 && number < losses) {
                    throw new IOException("connection reset");
                }
                return answer;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        real.close();
    }
}
