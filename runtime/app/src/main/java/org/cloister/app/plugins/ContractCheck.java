package org.cloister.app.plugins;

import java.util.List;
import org.cloister.guard.BundleFacts;
import org.cloister.host.AdmissionCheck;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Plugin;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.Contracts;
import org.cloister.tck.Finding;

/** Admits a plugin only if it keeps the contracts of its roles. */
final class ContractCheck implements AdmissionCheck {

  @Override
  public void check(Plugin plugin, BundleFacts bundle) {
    List<Finding> broken =
        Contracts.check(plugin, CheckLevel.ADMISSION).stream()
            .filter(finding -> !finding.advisory())
            .toList();
    if (!broken.isEmpty()) {
      Finding first = broken.get(0);
      throw new CloisterException(
          ErrorCode.PLUGIN_CONTRACT_BROKEN,
          first.role()
              + " "
              + first.id()
              + " breaks "
              + first.rule()
              + ": "
              + first.sentence()
              + (broken.size() > 1 ? " And " + (broken.size() - 1) + " more." : ""));
    }
  }
}
