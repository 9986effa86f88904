package org.cloister.engine.rehearsal;

import java.security.SecureRandom;
import org.cloister.model.DpEvent;
import org.cloister.model.IntVector;
import org.cloister.model.Neighbours;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.PrivacyUnit;
import org.cloister.model.Settings;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.QuantizationPlan;

/** Adds one unit of the fixed point to every residue of the sum, at the coordinator. */
final class CentralShift implements PrivacyMechanism.Central {
  @Override
  public String id() {
    return "central-shift";
  }

  @Override
  public PrivacyCharge planned(Settings settings, long examples, long steps) {
    return new PrivacyCharge(PrivacyUnit.SITE, Neighbours.ADD_REMOVE, new DpEvent.NonPrivate());
  }

  @Override
  public IntVector perturbSum(
      IntVector sum, QuantizationPlan plan, Settings settings, SecureRandom random) {
    return new Shift(1).perturb(sum, plan, 1, settings, random);
  }
}
