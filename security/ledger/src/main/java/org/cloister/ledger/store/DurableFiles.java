package org.cloister.ledger.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Files that appear whole or not at all, and stay: written under another name, forced, renamed, and
 * the folder forced. After a failed force nobody knows what is on the disk (Rebello et al. 2020,
 * "Can Applications Recover from fsync Failures?"), so it is never tried again. One thread at a
 * time.
 */
public final class DurableFiles {

  /** The ending of files that are not finished. */
  public static final String UNFINISHED = ".tmp";

  private static final int OPEN_AT_ONCE = 64;

  private final LedgerStore store;

  /** On {@code store}. */
  public DurableFiles(LedgerStore store) {
    this.store = store;
  }

  /** Writes one file; see {@link #putAll}. */
  public void put(String path, byte[] content) {
    putAll(Map.of(path, content));
  }

  /**
   * Writes files; when this returns, all of them are on the disk.
   *
   * @throws NotWritten if not even the contents could be written: then no name has changed
   * @throws CloisterException CL-0909 if a force or a rename failed: then the state is unknown
   */
  public void putAll(Map<String, byte[]> files) {
    Map<String, List<String>> byFolder = new LinkedHashMap<>();
    for (String path : files.keySet()) {
      byFolder.computeIfAbsent(folderOf(path), folder -> new ArrayList<>()).add(nameOf(path));
    }
    byFolder.keySet().forEach(this::makeFolders);
    List<Map.Entry<String, byte[]>> all = List.copyOf(files.entrySet());
    for (int from = 0; from < all.size(); from += OPEN_AT_ONCE) {
      writeUnfinished(all.subList(from, Math.min(all.size(), from + OPEN_AT_ONCE)));
    }
    rename(byFolder);
  }

  /** Removes files; when this returns, none of them comes back. */
  public void deleteAll(List<String> paths) {
    Map<String, List<String>> byFolder = new LinkedHashMap<>();
    for (String path : paths) {
      byFolder.computeIfAbsent(folderOf(path), folder -> new ArrayList<>()).add(nameOf(path));
    }
    byFolder.forEach(
        (folder, names) -> {
          try (LedgerStore.OpenFolder open = store.openFolder(folder)) {
            for (String name : names) {
              open.delete(name);
            }
            open.force();
          } catch (IOException e) {
            throw failed("delete from", folder, e);
          }
        });
  }

  /** Makes a folder and those above it, durably. */
  public void makeFolders(String folder) {
    boolean made;
    if (!folder.isEmpty()) {
      makeFolders(folderOf(folder));
    }
    try {
      made = store.makeFolder(folder);
    } catch (IOException e) {
      throw new NotWritten(folder, e);
    }
    if (made) {
      try (LedgerStore.OpenFolder open = store.openFolder(folderOf(folder))) {
        open.force();
      } catch (IOException e) {
        throw failed("flush", folder, e);
      }
    }
  }

  /**
   * The contents of a file; empty if it is not there. Of a longer one {@code maxBytes + 1} bytes.
   *
   * @throws CloisterException CL-0909 if it cannot be read
   */
  public Optional<byte[]> read(String path, int maxBytes) {
    try {
      return store.read(path, maxBytes);
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  /** What is in a folder; nothing if it is not there. */
  public List<LedgerStore.Child> list(String folder) {
    try {
      return store.list(folder);
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
  }

  private void writeUnfinished(List<Map.Entry<String, byte[]>> files) {
    List<LedgerStore.OpenFile> open = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> content : files) {
        LedgerStore.OpenFile file = create(content.getKey());
        open.add(file);
        try {
          file.write(content.getValue());
        } catch (IOException e) {
          throw new NotWritten(content.getKey(), e);
        }
      }
      store.forceAll(open);
    } catch (IOException e) {
      throw failed("flush", files.get(0).getKey(), e);
    } finally {
      close(open);
    }
  }

  private LedgerStore.OpenFile create(String path) {
    try {
      return store.create(path + UNFINISHED);
    } catch (IOException e) {
      throw new NotWritten(path, e);
    }
  }

  /** All new names, and then the folders that have them. */
  private void rename(Map<String, List<String>> byFolder) {
    List<LedgerStore.OpenFolder> folders = new ArrayList<>();
    String last = "";
    try {
      for (Map.Entry<String, List<String>> names : byFolder.entrySet()) {
        last = names.getKey();
        LedgerStore.OpenFolder folder = store.openFolder(last);
        folders.add(folder);
        for (String name : names.getValue()) {
          folder.rename(name + UNFINISHED, name);
        }
      }
      store.forceAll(folders);
    } catch (IOException e) {
      throw failed("rename in", last, e);
    } finally {
      close(folders);
    }
  }

  private static void close(List<? extends LedgerStore.Open> open) {
    for (LedgerStore.Open one : open) {
      try {
        one.close();
      } catch (IOException e) {
        // What was forced is durable whether it closes or not; what was not is reported already.
      }
    }
  }

  private static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static CloisterException failed(String what, String path, IOException cause) {
    return new CloisterException(
        ErrorCode.LEDGER_STORAGE,
        "The ledger's disk must be usable, but it failed to "
            + what
            + " \""
            + path
            + "\"; check free space, owner and health of the disk, then start again.",
        cause);
  }
}
