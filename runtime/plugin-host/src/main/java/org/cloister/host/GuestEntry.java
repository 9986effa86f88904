package org.cloister.host;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cloister.guard.AdmittedBundle;
import org.cloister.guard.BundleFacts;
import org.cloister.guard.Grant;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Ids;
import org.cloister.model.PluginPin;
import org.cloister.model.Quoted;
import org.cloister.spi.Plugin;
import org.cloister.spi.Role;

/**
 * The entry of a bundle, constructed and asked once for what it offers. All of it is guest code.
 *
 * @param plugin the guest's object
 * @param offers its roles, in the order of the role types
 */
record GuestEntry(Plugin plugin, List<Offer> offers) {

  static GuestEntry construct(ClassLoader loader, AdmittedBundle bundle)
      throws ReflectiveOperationException {
    String name = bundle.facts().entryClass();
    Class<?> type = loader.loadClass(name);
    require(
        type.getClassLoader() == loader && Plugin.class.isAssignableFrom(type),
        "The class " + name + " must be the bundle's own and implement org.cloister.spi.Plugin.");
    require(
        Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers()),
        "The class " + name + " must be public and not abstract.");
    Plugin plugin = (Plugin) constructor(type).newInstance();
    return new GuestEntry(plugin, offersOf(plugin, bundle));
  }

  private static List<Offer> offersOf(Plugin plugin, AdmittedBundle bundle) {
    List<Offer> offers = new ArrayList<>();
    RoleType.OPEN.forEach(type -> collect(type, plugin, bundle.facts(), offers));
    if (bundle.grants().contains(Grant.PROTECTION)) {
      RoleType.PROTECTION.forEach(type -> collect(type, plugin, bundle.facts(), offers));
    }
    require(!offers.isEmpty(), "It must offer at least one role, offers none.");
    return offers;
  }

  private static Constructor<?> constructor(Class<?> type) {
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new CloisterException(
          ErrorCode.PLUGIN_ENTRY_FAILED,
          "The class " + type.getName() + " must have a public constructor without parameters.");
    }
  }

  private static void collect(RoleType type, Plugin plugin, BundleFacts facts, List<Offer> offers) {
    Set<String> seen = new HashSet<>();
    for (Role role : type.offered().apply(plugin)) {
      require(
          type.type().isInstance(role),
          "Its list of the role " + type.label() + " must hold only such.");
      String id = Ids.require("id of its " + type.label(), role.id());
      require(
          seen.add(id),
          "It must offer each " + type.label() + " once, offers " + Quoted.of(id) + " twice.");
      PluginPin pin = new PluginPin(type.label(), id, facts.version().toString(), facts.digest());
      offers.add(new Offer(type, pin, facts.version(), role));
    }
  }

  private static void require(boolean condition, String message) {
    CloisterException.require(condition, ErrorCode.PLUGIN_ENTRY_FAILED, message);
  }
}
