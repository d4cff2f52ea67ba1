using System;
using TwilioEvents.Sandbox.Http;
using TwilioEvents.Sandbox.Operations;
using TwilioEvents.Sandbox.State;

namespace TwilioEvents.Sandbox;

/// <summary>The 22 operations of the Events API, each on its line.</summary>
internal sealed class SandboxRouter
{
    private readonly Route[] routes;

    public SandboxRouter(SandboxState state)
    {
        var sinks = new SinkOperations(state);
        var subscriptions = new SubscriptionOperations(state);
        var events = new SubscribedEventOperations(state);
        var types = new EventTypeOperations(state);
        this.routes = new[]
        {
            new Route("GET", "v1/Sinks", (request, _) => sinks.List(request)),
            new Route("POST", "v1/Sinks", (request, _) => sinks.Create(request)),
            new Route("GET", "v1/Sinks/{Sid}", (request, path) => sinks.Fetch(request, path[2])),
            new Route("POST", "v1/Sinks/{Sid}", (request, path) => sinks.Update(request, path[2])),
            new Route("DELETE", "v1/Sinks/{Sid}", (request, path) => sinks.Delete(request, path[2])),
            new Route("POST", "v1/Sinks/{Sid}/Test", (request, path) => sinks.Test(request, path[2])),
            new Route("POST", "v1/Sinks/{Sid}/Validate", (request, path) => sinks.Validate(request, path[2])),
            new Route("GET", "v1/Subscriptions", (request, _) => subscriptions.List(request)),
            new Route("POST", "v1/Subscriptions", (request, _) => subscriptions.Create(request)),
            new Route("GET", "v1/Subscriptions/{Sid}", (request, path) => subscriptions.Fetch(request, path[2])),
            new Route("POST", "v1/Subscriptions/{Sid}", (request, path) => subscriptions.Update(request, path[2])),
            new Route("DELETE", "v1/Subscriptions/{Sid}", (request, path) => subscriptions.Delete(request, path[2])),
            new Route("GET", "v1/Subscriptions/{Sid}/SubscribedEvents", (request, path) => events.List(request, path[2])),
            new Route("POST", "v1/Subscriptions/{Sid}/SubscribedEvents", (request, path) => events.Create(request, path[2])),
            new Route("GET", "v1/Subscriptions/{Sid}/SubscribedEvents/{Type}", (request, path) => events.Fetch(request, path[2], path[4])),
            new Route("POST", "v1/Subscriptions/{Sid}/SubscribedEvents/{Type}", (request, path) => events.Update(request, path[2], path[4])),
            new Route("DELETE", "v1/Subscriptions/{Sid}/SubscribedEvents/{Type}", (request, path) => events.Delete(request, path[2], path[4])),
            new Route("GET", "v1/Types", (request, _) => types.ListTypes(request)),
            new Route("GET", "v1/Types/{Type}", (request, path) => types.FetchType(request, path[2])),
            new Route("GET", "v1/Schemas/{Id}", (request, path) => types.FetchSchema(request, path[2])),
            new Route("GET", "v1/Schemas/{Id}/Versions", (request, path) => types.ListVersions(request, path[2])),
            new Route("GET", "v1/Schemas/{Id}/Versions/{Version}", (request, path) => types.FetchVersion(request, path[2], path[4])),
        };
    }

    public SandboxAnswer Answer(SandboxRequest request)
    {
        try
        {
            Route[] atPath = Array.FindAll(this.routes, route => route.IsAt(request.Path));
            if (atPath.Length == 0) throw Refusal.Nothing(request);
            Route route = Array.Find(atPath, route => route.Method == request.Method) ?? throw Refusal.Method(request);
            return route.Operation(request, request.Path);
        }
        catch (Refusal refusal)
        {
            return SandboxAnswer.Error(refusal);
        }
    }

    /// <summary>An operation, its method, and its path, in which a part in braces stands for any text.</summary>
    private sealed class Route
    {
        private readonly string[] template;

        public Route(string method, string template, Func<SandboxRequest, string[], SandboxAnswer> operation)
        {
            this.Method = method;
            this.template = template.Split('/');
            this.Operation = operation;
        }

        public string Method { get; }

        public Func<SandboxRequest, string[], SandboxAnswer> Operation { get; }

        public bool IsAt(string[] path)
        {
            if (path.Length != this.template.Length) return false;
            for (int i = 0; i < path.Length; i++)
            {
                bool matches = this.template[i][0] == '{' ? path[i].Length > 0 : path[i] == this.template[i];
                if (!matches) return false;
            }

            return true;
        }
    }
}
