package org.cloister.app;

import com.google.inject.Injector;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Verbs come from the injector; what has no binding, such as an option's type, from picocli. */
final class VerbFactory implements IFactory {

  private final Injector injector;

  VerbFactory(Injector injector) {
    this.injector = injector;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return injector.getExistingBinding(com.google.inject.Key.get(type)) == null
        ? CommandLine.defaultFactory().create(type)
        : injector.getInstance(type);
  }
}
