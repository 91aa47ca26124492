package gateway.app;

import gateway.Stage;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.SwitchStore;

/** The steps that read a store whose calls are plain Java. */
final class ReadStores {
    private ReadStores() {}

    /** Reads all documents, whatever the message holds. */
    static final class ReadDocuments implements Stage<Object, Documents> {
        private final DocumentStore store;

        ReadDocuments(DocumentStore store) {
            this.store = store;
        }

        @Override
        public Documents apply(Object nothing) {
            return store.read();
        }
    }

    /** Reads all kill switches, whatever the message holds. */
    static final class ReadSwitches implements Stage<Object, StoredSwitches> {
        private final SwitchStore store;

        ReadSwitches(SwitchStore store) {
            this.store = store;
        }

        @Override
        public StoredSwitches apply(Object nothing) {
            return store.read();
        }
    }
}
