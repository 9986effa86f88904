package org.cloister.ledger.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A ledger in a folder of a real file system. Folders are flushed through a channel on them, which
 * POSIX systems allow; where it cannot be opened (Windows) the system orders renames itself.
 */
public final class FileLedgerStore implements LedgerStore {
  private static final int FORCED_AT_ONCE = 8;

  private final Path root;

  /** In {@code root}, which is made when something is first written. */
  public FileLedgerStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  private Path path(String relative) {
    Path path = root.resolve(relative).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException("a path must stay in the ledger's folder");
    }
    return path;
  }

  @Override
  public Optional<byte[]> read(String relative, int maxBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path(relative), StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), maxBytes + 1L));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      if (buffer.hasRemaining()) {
        throw new IOException("shorter than it said: " + relative);
      }
      return Optional.of(buffer.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Child> list(String folder) throws IOException {
    List<Child> children = new ArrayList<>();
    try (Stream<Path> paths = Files.list(path(folder))) {
      paths.forEach(
          child ->
              children.add(new Child(child.getFileName().toString(), Files.isDirectory(child))));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    children.sort(Comparator.comparing(Child::name));
    return children;
  }

  @Override
  public boolean makeFolder(String folder) throws IOException {
    if (folder.isEmpty()) {
      Files.createDirectories(root);
      return false;
    }
    try {
      Files.createDirectory(path(folder));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public OpenFolder openFolder(String folder) throws IOException {
    return new RealFolder(path(folder));
  }

  @Override
  public OpenFile create(String relative) throws IOException {
    return new RealFile(
        FileChannel.open(
            path(relative),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE));
  }

  /**
   * Side by side: a journalling file system then commits once for all of them, where one after the
   * other each waits for a commit of its own.
   */
  @Override
  public void forceAll(List<? extends Open> open) throws IOException {
    if (open.size() < 2) {
      LedgerStore.super.forceAll(open);
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(open.size(), FORCED_AT_ONCE));
    try {
      List<Callable<Boolean>> calls = new ArrayList<>();
      open.forEach(
          one ->
              calls.add(
                  () -> {
                    one.force();
                    return true;
                  }));
      for (Future<Boolean> forced : threads.invokeAll(calls)) {
        forced.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a flush failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a flush");
    } finally {
      threads.shutdown();
    }
  }

  @Override
  public Optional<Closeable> tryLock(String relative) throws IOException {
    // Closing any other channel on this file would drop the lock: nothing else ever opens it.
    FileChannel channel =
        FileChannel.open(path(relative), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(channel);
      }
      channel.close();
      return Optional.empty();
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  private record RealFile(FileChannel channel) implements OpenFile {
    @Override
    public void write(byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class RealFolder implements OpenFolder {
    private final Path folder;
    private final Optional<FileChannel> channel;

    RealFolder(Path folder) throws IOException {
      this.folder = folder;
      this.channel =
          System.getProperty("os.name", "").startsWith("Windows")
              ? Optional.empty()
              : Optional.of(FileChannel.open(folder, StandardOpenOption.READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
      Files.move(
          folder.resolve(from),
          folder.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
      Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void force() throws IOException {
      if (channel.isPresent()) {
        channel.get().force(true);
      }
    }

    @Override
    public void close() throws IOException {
      if (channel.isPresent()) {
        channel.get().close();
      }
    }
  }
}
