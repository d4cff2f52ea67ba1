namespace TwilioEvents.DesiredState;

/// <summary>Looks up what a reference of a document stands for.</summary>
/// <param name="kind">env, for an environment variable, or secret, for a secret of a vault.</param>
/// <param name="name">Its name.</param>
/// <returns>The secret; null where it cannot be looked up here.</returns>
public delegate string? SecretResolver(string kind, string name);
