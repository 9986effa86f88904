package org.cloister.tck;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.spi.DataAccess;

/** A site's files in memory, for tests. Counts what is open. */
public final class InMemoryFiles implements DataAccess {

  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final Set<String> opened = new HashSet<>();
  private int open;

  private InMemoryFiles(Map<String, byte[]> files) {
    files.forEach((name, content) -> this.files.put(name, content.clone()));
  }

  /** These files, which are copied. */
  public static InMemoryFiles of(Map<String, byte[]> files) {
    return new InMemoryFiles(files);
  }

  /** One text file in UTF-8. */
  public static InMemoryFiles ofText(String name, String text) {
    return new InMemoryFiles(Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public InputStream open(String name) throws IOException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IOException("no such file");
    }
    opened.add(name);
    open++;
    return new ByteArrayInputStream(content) {
      private boolean closed;

      @Override
      public void close() {
        open -= closed ? 0 : 1;
        closed = true;
      }
    };
  }

  int openStreams() {
    return open;
  }

  int filesRead() {
    return opened.size();
  }

  /** The same files, none of them open. */
  InMemoryFiles again() {
    return new InMemoryFiles(files);
  }
}
