package gateway.token;

import gateway.model.Deployment;

/** Tokens of pictures and documents. */
final class FileTokens {
    private static final int PICTURE = 1600;

    private FileTokens() {}

    static long likely(Content content, Deployment deployment) {
        return (long) PICTURE * content.files.size();
    }

    static long upper(Content content, Deployment deployment) {
        return content.files.isEmpty() ? 0 : deployment.contextTokens();
    }
}
