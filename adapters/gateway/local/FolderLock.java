package gateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Tells the first process that works on a folder from those that come later; the system lets go of it at its end. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;
    private final boolean first;

    private FolderLock(FileChannel channel, boolean first) {
        this.channel = channel;
        this.first = first;
    }

    /** Takes a folder's lock, if nobody holds it. */
    public static FolderLock of(Path folder) {
        Path file = folder.resolve("serai.lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new FolderLock(channel, lock(channel) != null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": set gateway.data-dir", e);
        }
    }

    /** Whether this process came first. */
    public boolean isFirst() {
        return first;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this very process
            return null;
        }
    }
}
