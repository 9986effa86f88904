package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;

/**
 * What an entry says. The body, not the entry around it, is what a party signs; it names its log,
 * so that a signature cannot be lifted to another. Nothing in it is personal data, and what could
 * be guessed stands in it as a commitment only.
 *
 * <p>A type has exactly its members: who needs another one makes another type. Types that this
 * version does not know are readable as {@link OtherBody}.
 */
public sealed interface EntryBody
    permits Genesis,
        KeyChange,
        PolicyChange,
        PluginEvent,
        Approval,
        RoundOpen,
        ContributionEntry,
        AggregateEntry,
        Evaluation,
        DpCharge,
        ModelRelease,
        Erasure,
        Export,
        Recovery,
        Incident,
        Heartbeat,
        ArchiveEntry,
        ArchiveErasure,
        OtherBody {

  /** The name of the type on the log. */
  String type();

  /** The log that this belongs to. */
  String origin();

  /** The body as JSON. */
  JsonObject toJson();

  /**
   * The body of a type.
   *
   * @throws org.cloister.model.CloisterException CL-0905 if a known type lacks a member, has one
   *     too many, or one that is out of bounds
   */
  static EntryBody of(String type, JsonObject json) {
    Members in = new Members(json);
    EntryBody body =
        switch (type) {
          case Genesis.TYPE -> Genesis.read(in);
          case KeyChange.TYPE -> KeyChange.read(in);
          case PolicyChange.TYPE -> PolicyChange.read(in);
          case PluginEvent.TYPE -> PluginEvent.read(in);
          case Approval.TYPE -> Approval.read(in);
          case RoundOpen.TYPE -> RoundOpen.read(in);
          case ContributionEntry.TYPE -> ContributionEntry.read(in);
          case AggregateEntry.TYPE -> AggregateEntry.read(in);
          case Evaluation.TYPE -> Evaluation.read(in);
          case DpCharge.TYPE -> DpCharge.read(in);
          case ModelRelease.TYPE -> ModelRelease.read(in);
          case Erasure.TYPE -> Erasure.read(in);
          case Export.TYPE -> Export.read(in);
          case Recovery.TYPE -> Recovery.read(in);
          case Incident.TYPE -> Incident.read(in);
          case Heartbeat.TYPE -> Heartbeat.read(in);
          case ArchiveEntry.TYPE -> ArchiveEntry.read(in);
          case ArchiveErasure.TYPE -> ArchiveErasure.read(in);
          default -> new OtherBody(type, json);
        };
    if (!(body instanceof OtherBody)) {
      in.end();
    }
    return body;
  }
}
