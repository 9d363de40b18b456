package import Web

extension PortalServices {
    /// Every route of the program.
    package func routes() -> RouteTable {
        var table = RouteTable()
        SystemRoutes(services: self).register(in: &table)
        HallRoutes(services: self).register(in: &table)
        SignInRoutes(services: self, limits: limits).register(in: &table)
        ApplyRoutes(services: self).register(in: &table)
        CaseRoutes(services: self).register(in: &table)
        MyRoutes(services: self).register(in: &table)
        DeskRoutes(services: self).register(in: &table)
        CounterRoutes(services: self).register(in: &table)
        OrderRoutes(services: self).register(in: &table)
        CorrectionRoutes(services: self).register(in: &table)
        HandOverRoutes(services: self).register(in: &table)
        AbsenceRoutes(services: self).register(in: &table)
        IncidentRoutes(services: self).register(in: &table)
        ImportRoutes(services: self).register(in: &table)
        RuleRoutes(services: self).register(in: &table)
        CockpitRoutes(services: self).register(in: &table)
        return table
    }
}
