package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/**
 * The coordinator from the first keys to the sum. A site that breaks a rule costs itself its place,
 * not the others their round; what comes too late, twice or from nobody is not looked at.
 */
final class HubSession implements CoordinatorSession {
  private final HubParty party;
  private HubStep step;
  private final List<SessionMessage> heard = new ArrayList<>();
  private Optional<Sum> sum = Optional.empty();
  private boolean ended;

  HubSession(HubParty party) {
    this.party = party;
    this.step = new HubKeys(party);
  }

  @Override
  public List<SessionMessage> start() {
    return List.of();
  }

  @Override
  public List<SessionMessage> on(SessionMessage message) {
    int site = party.terms.plan().roster().indexOf(message.peer());
    if (ended || party.gone.contains(site) || !step.asked().contains(site)) {
      return List.of();
    }
    if (!message.step().equals(step.expects()) || step.answered().contains(site)) {
      party.blame(site, ErrorCode.MESSAGE_UNEXPECTED);
      return List.of();
    }
    try {
      take(site, message);
    } catch (CloisterException e) {
      party.blame(site, e.code());
      party.gone.add(site);
    }
    return goOn(false);
  }

  private void take(int site, SessionMessage message) {
    step.take(site, message);
    heard.add(step.kept(message));
  }

  /**
   * Goes through all steps with what was heard in each, as when it came, and waits for nobody.
   *
   * @throws CloisterException if it cannot have been so; all is wiped
   */
  HubSession again(List<SessionMessage> messages) {
    try {
      while (!ended) {
        for (SessionMessage message : messages) {
          if (message.step().equals(step.expects())) {
            takeAgain(message);
          }
        }
        require(step.answered().size() >= step.enough());
        goOnFrom(step.next());
      }
      require(heard.size() == messages.size());
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void takeAgain(SessionMessage message) {
    int site = party.terms.plan().roster().indexOf(message.peer());
    require(step.asked().contains(site) && !step.answered().contains(site));
    take(site, message);
  }

  private static void require(boolean possible) {
    CloisterException.require(
        possible,
        ErrorCode.MESSAGE_UNEXPECTED,
        "A recorded session must hold, for each step, enough messages of those who were asked, one of each.");
  }

  @Override
  public List<SessionMessage> gone(String name) {
    int site = party.terms.plan().roster().indexOf(name);
    if (ended || site < 0) {
      return List.of();
    }
    party.gone.add(site);
    return goOn(false);
  }

  private List<SessionMessage> goOn(boolean late) {
    Set<Integer> missing = new TreeSet<>(step.asked());
    missing.removeAll(step.answered());
    missing.removeAll(party.gone);
    boolean complete = late || missing.isEmpty();
    if (!complete && !(step.early() && step.sufficient())) {
      return List.of();
    }
    if (!step.sufficient()) {
      end();
      return List.of();
    }
    return taken();
  }

  private List<SessionMessage> taken() {
    HubStep.Next next;
    try {
      next = step.next();
    } catch (CloisterException e) {
      end(); // a dealer lied, and was blamed
      return List.of();
    }
    goOnFrom(next);
    return next.out();
  }

  private void goOnFrom(HubStep.Next next) {
    sum = next.sum();
    ended = next.step().isEmpty();
    step = next.step().orElse(step);
  }

  private void end() {
    ended = true;
    step.close();
  }

  @Override
  public Optional<Duration> deadline() {
    return ended ? Optional.empty() : Optional.of(step.limit());
  }

  @Override
  public List<SessionMessage> deadlinePassed() {
    return ended ? List.of() : goOn(true);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public Optional<Sum> sum() {
    return sum;
  }

  @Override
  public List<SessionMessage> heard() {
    return List.copyOf(heard);
  }

  @Override
  public Map<String, ErrorCode> blamed() {
    return party.blamed();
  }

  @Override
  public void close() {
    end();
  }
}
