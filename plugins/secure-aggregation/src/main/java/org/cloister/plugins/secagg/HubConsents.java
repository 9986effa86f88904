package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;

/** The hub's fourth step: it collects signatures over the survivors. */
final class HubConsents implements HubStep {
  private final HubParty party;
  private final Dealt dealt;
  private final Survivors survivors;
  private final List<IntVector> vectors;
  private final Bytes statement;
  private final Recovery recovery;
  private final TreeMap<Integer, Agreement.Consent> consents = new TreeMap<>();

  HubConsents(HubParty party, Dealt dealt, Survivors survivors, List<IntVector> vectors) {
    this.party = party;
    this.dealt = dealt;
    this.survivors = survivors;
    this.vectors = vectors;
    this.statement = survivors.statement();
    this.recovery =
        new Recovery(dealt, Set.copyOf(survivors.sites()), party.terms.shareThreshold());
  }

  @Override
  public String expects() {
    return Steps.CONSENT;
  }

  @Override
  public Set<Integer> asked() {
    return new TreeSet<>(survivors.sites());
  }

  @Override
  public Set<Integer> answered() {
    return consents.keySet();
  }

  @Override
  public int enough() {
    return party.terms.shareThreshold();
  }

  /** Nothing is revealed where some mask would stay on. */
  @Override
  public boolean sufficient() {
    return recovery.possible(recovery.convinced(consents.keySet()));
  }

  @Override
  public Duration limit() {
    return party.terms.stepLimit();
  }

  @Override
  public void take(int site, SessionMessage message) {
    Bytes signature = new BodyReader(message.body(), party.terms.sites()).whole(BodyReader::sized);
    party.requireSigned(site, Survivors.PURPOSE, statement, signature);
    consents.put(site, new Agreement.Consent(site, signature));
  }

  @Override
  public Next next() {
    party.agreed(survivors.transcript(), statement);
    Set<Integer> convinced = recovery.convinced(consents.keySet());
    List<SessionMessage> out = new ArrayList<>();
    for (int site : convinced) {
      List<Agreement.Consent> known =
          dealt.graph().holders(site).stream()
              .filter(consents::containsKey)
              .sorted()
              .map(consents::get)
              .map(Objects::requireNonNull)
              .toList();
      Bytes body = new Agreement(survivors, known).encode();
      out.addAll(party.tell(List.of(site), Steps.AGREEMENT, body));
    }
    return Next.of(out, new HubReveals(party, dealt, recovery, vectors, convinced));
  }
}
