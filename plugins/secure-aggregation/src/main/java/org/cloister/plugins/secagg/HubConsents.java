package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.List;
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
  private final TreeMap<Integer, Agreement.Consent> consents = new TreeMap<>();

  HubConsents(HubParty party, Dealt dealt, Survivors survivors, List<IntVector> vectors) {
    this.party = party;
    this.dealt = dealt;
    this.survivors = survivors;
    this.vectors = vectors;
    this.statement = survivors.statement();
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
    return party.terms.plan().threshold();
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
    Agreement agreement = new Agreement(survivors, List.copyOf(consents.values()));
    return Next.of(
        party.tell(consents.keySet(), Steps.AGREEMENT, agreement.encode()),
        new HubReveals(party, dealt, survivors.sites(), vectors, consents.keySet()));
  }
}
