package org.cloister.app.identity;

import java.util.Optional;
import org.cloister.identity.Links;
import org.cloister.model.Bytes;
import org.cloister.node.MessageSeals;
import org.cloister.node.Sealed;

/** A party's {@link Links} as the seals of its messages. */
final class LinkSeals implements MessageSeals {
  private final Links links;

  LinkSeals(Links links) {
    this.links = links;
  }

  @Override
  public Optional<Bytes> greeting(String to) {
    return links.greeting(to);
  }

  @Override
  public Optional<Bytes> greeted(String from, Bytes greeting) {
    return links.greeted(from, greeting);
  }

  @Override
  public Bytes seal(Sealed message) {
    return links.seal(message.to(), message.sequence(), message.message(), message.statement());
  }

  @Override
  public void check(Sealed message, Bytes seal) {
    links.check(message.from(), message.sequence(), message.message(), message.statement(), seal);
  }

  @Override
  public long missing(Sealed message, Bytes seal) {
    return links.missing(message.from(), message.sequence(), seal);
  }
}
