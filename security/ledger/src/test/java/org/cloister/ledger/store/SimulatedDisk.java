package org.cloister.ledger.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory as bad as POSIX allows: after a power cut, whatever was not forced is there,
 * partly there, torn, or gone, and changes of names that were not forced happened in any
 * combination. Power can be cut, or an operation can fail, at any operation.
 */
public final class SimulatedDisk implements LedgerStore {

  /** The power was cut; the disk answers nothing until {@link #reboot}. */
  public static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private sealed interface Node {}

  private static final class FileNode implements Node {
    byte[] forced = new byte[0];
    byte[] now = new byte[0];
    boolean dirty = true;
  }

  private static final class FolderNode implements Node {
    final TreeMap<String, Node> forced = new TreeMap<>();
    final TreeMap<String, Node> now = new TreeMap<>();
    final List<NameChange> changes = new ArrayList<>();
  }

  /** {@code remove} disappears and {@code put} appears as {@code node}, together. */
  private record NameChange(Optional<String> remove, Optional<String> put, Optional<Node> node) {
    void apply(Map<String, Node> names) {
      remove.ifPresent(names::remove);
      put.ifPresent(name -> names.put(name, node.orElseThrow()));
    }
  }

  private FolderNode root = new FolderNode();
  private boolean locked;
  private boolean dead;
  private long operations;
  private long cutAt = Long.MAX_VALUE;
  private long failAt = Long.MAX_VALUE;
  private long failUntil = Long.MAX_VALUE;
  private long capacity = Long.MAX_VALUE;

  /** Cuts the power at the {@code n}-th changing operation from now, from 1. */
  public void cutPowerAt(long n) {
    cutAt = operations + n;
  }

  /** Lets changing operations fail from the {@code n}-th on, {@code count} of them. */
  public void failAt(long n, long count) {
    failAt = operations + n;
    failUntil = failAt + count;
  }

  /** Bounds the bytes of all files together. */
  public void capacity(long bytes) {
    capacity = bytes;
  }

  public long operations() {
    return operations;
  }

  /** Whether the power was cut. */
  public boolean isDead() {
    return dead;
  }

  /** What is there after the power came back, by chance; everything there is forced then. */
  public SimulatedDisk reboot(SplittableRandom random) {
    SimulatedDisk disk = new SimulatedDisk();
    disk.root = survivor(root, random);
    return disk;
  }

  /** All files, as they are now. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> all = new TreeMap<>();
    collect("", root, all);
    return all;
  }

  /** Replaces what is in a file, behind everybody's back; null removes it. */
  public void tamper(String path, byte[] content) {
    FolderNode folder = folderOf(path);
    if (content == null) {
      folder.now.remove(name(path));
      folder.forced.remove(name(path));
      return;
    }
    FileNode file = new FileNode();
    file.now = content.clone();
    file.forced = content.clone();
    file.dirty = false;
    folder.now.put(name(path), file);
    folder.forced.put(name(path), file);
  }

  /** A second disk with the same contents, all forced. */
  public SimulatedDisk copy() {
    SimulatedDisk disk = new SimulatedDisk();
    copyInto(root, disk.root);
    return disk;
  }

  private static void copyInto(FolderNode from, FolderNode to) {
    from.now.forEach(
        (name, node) -> {
          Node copy;
          if (node instanceof FolderNode folder) {
            FolderNode child = new FolderNode();
            copyInto(folder, child);
            copy = child;
          } else {
            FileNode file = new FileNode();
            file.now = ((FileNode) node).now;
            file.forced = file.now;
            file.dirty = false;
            copy = file;
          }
          to.now.put(name, copy);
          to.forced.put(name, copy);
        });
  }

  private static void collect(String prefix, FolderNode folder, Map<String, byte[]> all) {
    folder.now.forEach(
        (name, node) -> {
          if (node instanceof FolderNode child) {
            collect(prefix + name + "/", child, all);
          } else {
            all.put(prefix + name, ((FileNode) node).now.clone());
          }
        });
  }

  private static FolderNode survivor(FolderNode folder, SplittableRandom random) {
    TreeMap<String, Node> names = new TreeMap<>(folder.forced);
    for (NameChange change : folder.changes) {
      if (random.nextBoolean()) {
        change.apply(names);
      }
    }
    FolderNode survivor = new FolderNode();
    names.forEach(
        (name, node) -> {
          Node after =
              node instanceof FolderNode child
                  ? survivor(child, random)
                  : survivor((FileNode) node, random);
          survivor.now.put(name, after);
          survivor.forced.put(name, after);
        });
    return survivor;
  }

  private static FileNode survivor(FileNode file, SplittableRandom random) {
    FileNode survivor = new FileNode();
    byte[] content = file.now;
    if (file.dirty) {
      int kept = random.nextInt(file.now.length + 1);
      content =
          switch (random.nextInt(4)) {
            case 0 -> file.forced;
            case 1 -> file.now;
            case 2 -> Arrays.copyOf(file.now, kept);
            default -> Arrays.copyOf(Arrays.copyOf(file.now, kept), file.now.length);
          };
    }
    survivor.now = content.clone();
    survivor.forced = survivor.now;
    survivor.dirty = false;
    return survivor;
  }

  /** Counts a changing operation; the cut comes before it has any effect. */
  private void step() throws IOException {
    if (dead) {
      throw new PowerCut();
    }
    operations++;
    if (operations >= cutAt) {
      dead = true;
      throw new PowerCut();
    }
    if (operations >= failAt && operations < failUntil) {
      throw new IOException("simulated failure");
    }
  }

  private void alive() {
    if (dead) {
      throw new PowerCut();
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private FolderNode folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return folder(slash < 0 ? "" : path.substring(0, slash))
        .orElseThrow(() -> new IllegalStateException("no folder for " + path));
  }

  private Optional<FolderNode> folder(String path) {
    FolderNode folder = root;
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        if (!(folder.now.get(part) instanceof FolderNode child)) {
          return Optional.empty();
        }
        folder = child;
      }
    }
    return Optional.of(folder);
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) {
    alive();
    int slash = path.lastIndexOf('/');
    return folder(slash < 0 ? "" : path.substring(0, slash))
        .map(folder -> folder.now.get(name(path)))
        .filter(FileNode.class::isInstance)
        .map(node -> ((FileNode) node).now)
        .map(now -> Arrays.copyOf(now, (int) Math.min(now.length, maxBytes + 1L)));
  }

  @Override
  public List<Child> list(String path) {
    alive();
    List<Child> children = new ArrayList<>();
    folder(path)
        .ifPresent(
            folder ->
                folder.now.forEach(
                    (name, node) -> children.add(new Child(name, node instanceof FolderNode))));
    return children;
  }

  @Override
  public boolean makeFolder(String path) throws IOException {
    alive();
    if (path.isEmpty() || folder(path).isPresent()) {
      return false;
    }
    step();
    change(folderOf(path), Optional.empty(), Optional.of(name(path)), new FolderNode());
    return true;
  }

  private static void change(
      FolderNode folder, Optional<String> remove, Optional<String> put, Node node) {
    NameChange change = new NameChange(remove, put, Optional.ofNullable(node));
    change.apply(folder.now);
    folder.changes.add(change);
  }

  @Override
  public OpenFolder openFolder(String path) throws IOException {
    alive();
    FolderNode folder = folder(path).orElseThrow(() -> new IOException("no folder " + path));
    return new OpenFolder() {
      @Override
      public void rename(String from, String to) throws IOException {
        step();
        Node node = folder.now.get(from);
        if (node == null) {
          throw new IOException("no file " + from);
        }
        change(folder, Optional.of(from), Optional.of(to), node);
      }

      @Override
      public void delete(String name) throws IOException {
        step();
        if (folder.now.containsKey(name)) {
          change(folder, Optional.of(name), Optional.empty(), null);
        }
      }

      @Override
      public void force() throws IOException {
        step();
        folder.forced.clear();
        folder.forced.putAll(folder.now);
        folder.changes.clear();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public OpenFile create(String path) throws IOException {
    step();
    FileNode file = new FileNode();
    change(folderOf(path), Optional.empty(), Optional.of(name(path)), file);
    return new OpenFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        step();
        long room = Math.max(0, Math.min(bytes.length, usableBytes()));
        int before = file.now.length;
        file.now = Arrays.copyOf(file.now, before + (int) room);
        System.arraycopy(bytes, 0, file.now, before, (int) room);
        file.dirty = true;
        if (room < bytes.length) {
          throw new IOException("No space left on device");
        }
      }

      @Override
      public void force() throws IOException {
        step();
        file.forced = file.now;
        file.dirty = false;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Optional<Closeable> tryLock(String path) {
    alive();
    if (locked) {
      return Optional.empty();
    }
    locked = true;
    return Optional.of(() -> locked = false);
  }

  @Override
  public long usableBytes() {
    return capacity - files().values().stream().mapToLong(bytes -> bytes.length).sum();
  }
}
