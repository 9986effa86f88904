package org.cloister.app.plugins;

import java.util.Optional;
import org.cloister.app.job.PluginRef;
import org.cloister.model.ErrorCode;
import org.cloister.port.Configured;
import org.cloister.spi.protection.PrivacyMechanism;

/** The mechanism of {@code training.privacy}: DP-SGD and its kind. */
record GradientPrivacy(Leases leases, PluginRef ref) {

  Optional<Configured<PrivacyMechanism.Gradient>> build() {
    if (leases.offered(Kind.MECHANISM).isEmpty()) {
      complain(
          "no privacy-mechanism plugin is installed; install one", ErrorCode.PROTECTION_MISSING);
      return Optional.empty();
    }
    return leases
        .take(Kind.MECHANISM, ref)
        .flatMap(
            found -> {
              if (found.role() instanceof PrivacyMechanism.Gradient gradient) {
                return Optional.of(new Configured<>(gradient, found.settings()));
              }
              complain(
                  ref.id()
                      + " must be a mechanism that makes gradients private, is one for updates;"
                      + " name it as aggregation.noise",
                  ErrorCode.ROUTE_MISMATCH);
              return Optional.empty();
            });
  }

  private void complain(String text, ErrorCode code) {
    leases.problems().add(ref.origin().at(), ref.origin().path(), text, code);
  }
}
