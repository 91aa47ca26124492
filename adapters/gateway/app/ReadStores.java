package gateway.app;

import gateway.Stage;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.SwitchStore;
import org.jspecify.annotations.Nullable;

/** The steps that read a store whose calls are plain Java. */
final class ReadStores {
    private ReadStores() {}

    /** Reads all documents, whatever the message holds. */
    static final class ReadDocuments implements Stage<@Nullable Object, Documents> {
        private final DocumentStore store;

        ReadDocuments(DocumentStore store) {
            this.store = store;
        }

        @Override
        public Documents apply(@Nullable Object nothing) {
            return store.read();
        }
    }

    /** Reads all kill switches, whatever the message holds. */
    static final class ReadSwitches implements Stage<@Nullable Object, StoredSwitches> {
        private final SwitchStore store;

        ReadSwitches(SwitchStore store) {
            this.store = store;
        }

        @Override
        public StoredSwitches apply(@Nullable Object nothing) {
            return store.read();
        }
    }
}
