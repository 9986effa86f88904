package org.cloister.verifier;

import org.jspecify.annotations.Nullable;

/** Holds each archived checkpoint to the root that the entries have at its size. */
final class Archive {
  private final LogFolder log;
  private final Policy policy;
  private final Findings findings;
  private final long[] sizes;
  private int next;
  private long checked;
  private long withSecondLine;

  Archive(LogFolder log, Policy policy, Findings findings) throws Refused {
    this.log = log;
    this.policy = policy;
    this.findings = findings;
    this.sizes = log.archivedSizes();
  }

  long checked() {
    return checked;
  }

  /** How many of them the log signed with ML-DSA-44 too. */
  long withSecondLine() {
    return withSecondLine;
  }

  /** Checks the checkpoints of the size that was just reached. */
  void reached(History history) throws Refused {
    while (next < sizes.length && sizes[next] == history.size()) {
      String file = file(sizes[next++]);
      SignedHead head = read(file, history.size());
      if (head != null && !head.checkpoint().root().equals(history.root(history.size()))) {
        findings.add(Code.SPLIT_VIEW, file, "the log signed another history than this before");
      }
    }
  }

  /** Looks at the checkpoints beyond the size of the log. */
  void finish(long size) throws Refused {
    for (; next < sizes.length; next++) {
      String file = file(sizes[next]);
      if (read(file, sizes[next]) != null && sizes[next] > size) {
        findings.add(Code.ROLLBACK, file, "the log had more entries before than it has now");
      }
    }
  }

  private @Nullable SignedHead read(String file, long size) throws Refused {
    byte[] bytes = log.read(file, Note.MAX_SIZE, Code.CHECKPOINT_MALFORMED);
    if (bytes == null) {
      return null;
    }
    SignedHead head = SignedHead.check(bytes, policy, findings, file);
    if (head != null && head.checkpoint().size() != size) {
      String what = "the checkpoint is of another size than the file's name says";
      findings.add(Code.CHECKPOINT_MALFORMED, file, what);
      return null;
    }
    checked++;
    if (head != null && !head.secondKeys().isEmpty()) {
      withSecondLine++;
    }
    return head;
  }

  private static String file(long size) {
    return "checkpoints/" + LogFolder.archiveName(size);
  }
}
