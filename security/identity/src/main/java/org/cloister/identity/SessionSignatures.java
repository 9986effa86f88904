package org.cloister.identity;

import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * What the parties of one session of secure aggregation sign: for a purpose, and bound to the
 * session's context beside what every signature of a {@link Party} is bound to. Safe for any
 * thread.
 */
public final class SessionSignatures {
  private final Party self;
  private final Digest context;

  /** Of {@code self} in the session of {@code context}. */
  public SessionSignatures(Party self, Digest context) {
    this.self = self;
    this.context = context;
  }

  /** This party's signature over {@code message} for {@code purpose}. */
  public Bytes sign(String purpose, Bytes message) {
    return self.sign(self.onlooker().session(context, self.name(), purpose, message));
  }

  /** Whether {@code signature} is {@code party}'s over the same; never says why not. */
  public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
    return self.onlooker().verify(context, party, purpose, message, signature);
  }
}
