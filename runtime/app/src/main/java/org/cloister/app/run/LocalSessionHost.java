package org.cloister.app.run;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cloister.app.state.SessionJournal;
import org.cloister.identity.SessionSignatures;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/** What a party's session has: its signatures, bound to purpose and context, and its journal. */
record LocalSessionHost(
    SecureRandom random,
    Digest context,
    int round,
    SessionSignatures signatures,
    SessionPolicy policy,
    SessionJournal journal)
    implements SessionHost {

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return signatures.sign(purpose, message);
  }

  @Override
  public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
    return signatures.verify(party, purpose, message, signature);
  }

  @Override
  public void admit(List<String> survivors) {
    // The site's machine stands before this host where a vector holds what was summed before.
  }

  @Override
  public void journal(String name, Bytes entry) {
    journal.add(round, context, name, entry);
  }

  @Override
  public Optional<Bytes> journalled(String name) {
    return journal.entry(round, context, name);
  }
}
